import type { Provider, Type } from '@nestjs/common';
import { WecomContacts } from './contacts';
import { IdentifyCustomer } from './identify-customer';
import { LinksController } from './links.controller';
import { LinksService } from './links.service';
import { MassResults } from './mass-results';
import { MassTaskLists } from './mass-task-lists';
import { MassTasks } from './mass-tasks';
import { MassTasksController } from './mass-tasks.controller';
import { MassTexts } from './mass-texts';
import { WecomHealth } from './wecom-health';

/** What stands behind the channels through WeCom. */
export const wecomProviders: Provider[] = [
  WecomContacts,
  IdentifyCustomer,
  LinksService,
  MassResults,
  MassTaskLists,
  MassTasks,
  MassTexts,
  WecomHealth,
];
export const wecomControllers: Type[] = [LinksController, MassTasksController];
