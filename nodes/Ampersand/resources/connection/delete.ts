import type { Operation } from '../../operation';
import { CONNECTION_NOT_FOUND } from './get';

export const del: Operation = {
	purpose: { label: 'delete the connection', notFoundHint: CONNECTION_NOT_FOUND },
	answer: 'nothing',
};
