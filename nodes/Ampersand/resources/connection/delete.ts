import type { Operation } from '../../operation';
import { CONNECTION_NOT_FOUND } from './get';

export const del: Operation = {
	purpose: { verb: 'delete the connection', notFound: CONNECTION_NOT_FOUND },
	answer: 'nothing',
};
