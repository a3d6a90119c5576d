import type { Provider } from '@nestjs/common';
import { WecomContacts } from './contacts';
import { IdentifyCustomer } from './identify-customer';
import { MassResults } from './mass-results';
import { MassTaskLists } from './mass-task-lists';
import { MassTasks } from './mass-tasks';
import { MassTexts } from './mass-texts';
import { WecomHealth } from './wecom-health';

/** What stands behind the channels through WeCom. */
export const wecomProviders: Provider[] = [
  WecomContacts,
  IdentifyCustomer,
  MassResults,
  MassTaskLists,
  MassTasks,
  MassTexts,
  WecomHealth,
];
