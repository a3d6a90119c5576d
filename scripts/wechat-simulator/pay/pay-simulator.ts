import type { FastifyInstance } from 'fastify';
import type { World } from '../state/world';
import { billRoutes } from './bills';
import { certificateRoutes } from './certificates';
import { answerLikePay } from './pay-route';
import { refundRoutes } from './refunds';
import { transactionRoutes } from './transactions';

/** api.mch.weixin.qq.com, to be registered in a scope of its own. */
export function payRoutes(scope: FastifyInstance, world: World): void {
  answerLikePay(scope, world);
  for (const routes of [transactionRoutes, refundRoutes, certificateRoutes, billRoutes]) routes(scope, world);
}
