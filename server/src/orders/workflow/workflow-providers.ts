import { BackOrders } from '../goods/back-orders';
import { Reservations } from '../goods/reservations';
import { Shipping } from '../goods/shipping';
import { OrderMoves } from '../order-moves';
import { OrderReader } from '../order-reader';
import { Amendments } from './amendments';
import { DroppedRest } from './dropped-rest';
import { FollowWorkflowJob } from './follow-workflow.job';
import { OrderCancels } from './order-cancels';
import { OrderNotices } from './order-notices';
import { PaymentFollowers } from './payment-followers';
import { ReceiptCodes } from './receipt-codes';
import { OrderRefunds } from './refunds';
import { SettleJob } from './settle.job';
import { StepReminders } from './step-reminders';
import { StepsService } from './steps.service';
import { WorkflowService } from './workflow.service';
import { WorkflowStore } from './workflow-store';

/** What moves orders once they are placed. */
export const WORKFLOW_PROVIDERS = [
  Amendments,
  BackOrders,
  DroppedRest,
  FollowWorkflowJob,
  OrderCancels,
  OrderMoves,
  OrderNotices,
  OrderReader,
  OrderRefunds,
  PaymentFollowers,
  ReceiptCodes,
  Reservations,
  SettleJob,
  Shipping,
  StepReminders,
  StepsService,
  WorkflowService,
  WorkflowStore,
];
