import type { Limits } from '../limits';

export type SubscribeAnswer = 'accept' | 'reject' | 'ban' | 'filter';
export type KeptChoice = Exclude<SubscribeAnswer, 'filter'>;

/** How often one person may still be sent one template: every accept adds one, every message takes one. */
export interface Right {
  appId: string;
  openid: string;
  templateId: string;
  granted: number;
  sent: number;
  /** Given up when the person switched the template off. */
  ended: number;
}

export interface RightView extends Right {
  left: number;
}

interface Setting {
  mainSwitch: boolean;
  /** "Always keep this choice", or switched in the settings. */
  items: Map<string, KeptChoice>;
}

/** The platform's count of send rights, and what people chose in their settings. */
export class Subscriptions {
  private readonly rights = new Map<string, Right>();
  private readonly settings = new Map<string, Setting>();

  constructor(private readonly limits: Limits) {}

  settingOf(appId: string, openid: string): Setting {
    const key = `${appId}/${openid}`;
    const setting = this.settings.get(key) ?? { mainSwitch: true, items: new Map() };
    this.settings.set(key, setting);
    return setting;
  }

  grant(appId: string, openid: string, templateId: string, count = 1): void {
    this.rightOf(appId, openid, templateId).granted += count;
  }

  /** What was given and used up before this simulator began. */
  remember(right: Omit<Right, 'ended'>): void {
    this.rights.set(`${right.appId}/${right.openid}/${right.templateId}`, { ...right, ended: 0 });
  }

  /** Keeps a choice for good. Answers whether that changed anything. */
  keep(appId: string, openid: string, templateId: string, choice: KeptChoice): boolean {
    const { items } = this.settingOf(appId, openid);
    if (items.get(templateId) === choice) return false;
    items.set(templateId, choice);
    if (choice !== 'accept' && this.limits.subscribe.offTakesRights) {
      const right = this.rightOf(appId, openid, templateId);
      right.ended = right.granted - right.sent;
    }
    return true;
  }

  setMainSwitch(appId: string, openid: string, on: boolean): void {
    this.settingOf(appId, openid).mainSwitch = on;
  }

  /** What could be sent now. */
  left(appId: string, openid: string, templateId: string): number {
    const { mainSwitch, items } = this.settingOf(appId, openid);
    const refused = items.get(templateId) !== undefined && items.get(templateId) !== 'accept';
    const { granted, sent, ended } = this.rightOf(appId, openid, templateId);
    return mainSwitch && !refused ? granted - sent - ended : 0;
  }

  spend(appId: string, openid: string, templateId: string): void {
    this.rightOf(appId, openid, templateId).sent += 1;
  }

  list(filter: { openid?: string; templateId?: string } = {}): RightView[] {
    return [...this.rights.values()]
      .filter(({ granted }) => granted > 0)
      .filter(({ openid, templateId }) => (filter.openid ?? openid) === openid && (filter.templateId ?? templateId) === templateId)
      .map((right) => ({ ...right, left: this.left(right.appId, right.openid, right.templateId) }));
  }

  private rightOf(appId: string, openid: string, templateId: string): Right {
    const key = `${appId}/${openid}/${templateId}`;
    const right = this.rights.get(key) ?? { appId, openid, templateId, granted: 0, sent: 0, ended: 0 };
    this.rights.set(key, right);
    return right;
  }
}
