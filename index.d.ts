import type { ICredentialType, INodeType } from 'n8n-workflow';

/** The package's classes, as n8n loads them from `dist`. */
export const Ampersand: new () => INodeType;
export const AmpersandTrigger: new () => INodeType;
export const AmpersandApi: new () => ICredentialType;
