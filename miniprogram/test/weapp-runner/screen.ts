type Done = { success?: (result: unknown) => void; fail?: (error: { errMsg: string }) => void; complete?: (result?: unknown) => void };
type Modal = Done & { title?: string; content?: string; confirmText?: string; cancelText?: string; showCancel?: boolean };
type Actions = Done & { itemList: string[] };

/** What the platform itself puts on the screen: toasts, questions, action sheets. */
export class Screen {
  readonly toasts: string[] = [];
  private modal: Modal | null = null;
  private actions: Actions | null = null;

  api(): Record<string, unknown> {
    const ok = ({ success, complete }: Done = {}) => {
      success?.({ errMsg: 'ok' });
      complete?.();
    };
    return {
      showToast: (toast: Done & { title: string }) => {
        this.toasts.push(toast.title);
        ok(toast);
      },
      hideToast: ok,
      showLoading: ok,
      hideLoading: ok,
      showModal: (modal: Modal) => {
        this.modal = modal;
      },
      showActionSheet: (actions: Actions) => {
        this.actions = actions;
      },
    };
  }

  /** What can be read on it; the last toast stays to be read. */
  texts(): string[] {
    const asked = this.modal ? [this.modal.title ?? '', this.modal.content ?? '', ...buttonsOf(this.modal)] : [];
    return [...asked, ...(this.actions?.itemList ?? []), ...this.toasts.slice(-1)].filter((text) => text !== '');
  }

  /** Taps a button of a question or a line of a sheet; false when none has this name. */
  tap(text: string): boolean {
    const { modal, actions } = this;
    if (modal && buttonsOf(modal).includes(text)) {
      const yes = text === (modal.confirmText ?? '确定');
      this.modal = null;
      modal.success?.({ confirm: yes, cancel: !yes, errMsg: 'showModal:ok' });
      modal.complete?.();
      return true;
    }
    if (actions && text === '取消') {
      this.actions = null;
      actions.fail?.({ errMsg: 'showActionSheet:fail cancel' });
      return true;
    }
    if (actions?.itemList.includes(text)) {
      this.actions = null;
      actions.success?.({ tapIndex: actions.itemList.indexOf(text), errMsg: 'showActionSheet:ok' });
      actions.complete?.();
      return true;
    }
    return false;
  }
}

function buttonsOf(modal: Modal): string[] {
  return [modal.confirmText ?? '确定', ...(modal.showCancel === false ? [] : [modal.cancelText ?? '取消'])];
}
