import type { MiniProgram, SubscribeTemplate } from '../options';

/** A template of whose fields nothing is known takes those that come. */
export type KnownTemplate = Omit<SubscribeTemplate, 'fields'> & { fields: SubscribeTemplate['fields'] | null };

const ID = /^[\w-]{1,64}$/;

/** The templates chosen in the console of each mini-program. */
export class Templates {
  private readonly chosen = new Map<string, SubscribeTemplate>();
  private readonly deleted = new Set<string>();
  private readonly open = new Set<string>();

  constructor(miniPrograms: readonly MiniProgram[]) {
    for (const { appId, templates = 'any' } of miniPrograms) {
      if (templates === 'any') this.open.add(appId);
      else for (const template of templates) this.choose(appId, template);
    }
  }

  choose(appId: string, template: SubscribeTemplate): void {
    this.chosen.set(`${appId}/${template.id}`, template);
    this.deleted.delete(`${appId}/${template.id}`);
  }

  /** Deleted in the console, or taken back by the platform. */
  delete(appId: string, id: string): void {
    this.chosen.delete(`${appId}/${id}`);
    this.deleted.add(`${appId}/${id}`);
  }

  find(appId: string, id: string): KnownTemplate | undefined {
    const key = `${appId}/${id}`;
    if (this.deleted.has(key)) return undefined;
    const chosen = this.chosen.get(key);
    if (chosen || !this.open.has(appId) || !ID.test(id)) return chosen;
    return { id, title: '服务通知', fields: null };
  }
}
