import { Injectable } from '@nestjs/common';
import type { Actor } from '../http/actor';
import type { FileRow, SubjectKind } from './file-row';

/** Who may see the files of one kind of subject. The room that owns the subject knows. */
export abstract class FileGate {
  abstract readonly kind: SubjectKind;
  abstract may(actor: Actor, subjectId: number): Promise<boolean>;
}

@Injectable()
export class FileGates {
  private readonly gates = new Map<string, FileGate>();

  register(gate: FileGate): void {
    this.gates.set(gate.kind, gate);
  }

  /** What hangs on nothing yet is its uploader's alone; what hangs on something without a gate is nobody's. */
  async may(actor: Actor, file: FileRow): Promise<boolean> {
    if (file.attached_kind === null || file.attached_id === null) return file.owner_account_id === actor.accountId;
    return this.maySubject(actor, { kind: file.attached_kind, id: file.attached_id });
  }

  /** Whether somebody may see what files hang on: also for other things that hang on it. */
  async maySubject(actor: Actor, { kind, id }: { kind: string; id: number }): Promise<boolean> {
    const gate = this.gates.get(kind);
    return gate !== undefined && (await gate.may(actor, id));
  }
}
