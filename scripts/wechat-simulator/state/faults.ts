interface Fault {
  path: string;
  errcode: number;
  times: number;
  delayMs: number;
}

/** Trouble ordered in advance: the next calls of a path answer with a code of one's choice, or late. */
export class Faults {
  private readonly planned: Fault[] = [];

  plan(fault: Fault): void {
    this.planned.push(fault);
  }

  take(path: string): { errcode: number; delayMs: number } | null {
    const index = this.planned.findIndex((fault) => fault.path === path);
    const fault = this.planned[index];
    if (!fault) return null;
    fault.times -= 1;
    if (fault.times <= 0) this.planned.splice(index, 1);
    return { errcode: fault.errcode, delayMs: fault.delayMs };
  }
}
