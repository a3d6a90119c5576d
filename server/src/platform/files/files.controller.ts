import { Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Database } from '../database/database';
import { NotFound } from '../errors';
import { type Actor, ActorSource } from '../http/actor';
import { Input, Me } from '../http/input';
import { type Answer, Operation } from '../http/operation';
import { FileAddresses } from './file-address';
import { FileGates } from './file-gates';
import { disposition } from './file-name';
import { FilePresenter } from './file-presenter';
import { type FileRow, isPicture } from './file-row';
import { Files } from './files';

/** What has been seen may be kept for a while by the one who saw it, and by nobody between. */
const CACHE = 'private, max-age=3600';

@Controller()
export class FilesController {
  constructor(
    private readonly files: Files,
    private readonly presenter: FilePresenter,
    private readonly addresses: FileAddresses,
    private readonly gates: FileGates,
    private readonly actors: ActorSource,
    private readonly database: Database,
  ) {}

  @Operation('files.upload', { allow: ['account'], rate: 'upload' })
  async upload(@Me() me: Actor, @Req() request: FastifyRequest): Promise<Answer<'files.upload'>> {
    return this.presenter.stored(await this.files.storeUpload(me, request), me);
  }

  @Operation('files.get', { allow: ['anonymous'] })
  async get(@Input() input: Input<'files.get'>, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const file = await this.visible(input);
    const size = input.size === 'thumb' && file.has_thumb ? 'thumb' : 'whole';
    const mime = size === 'thumb' ? 'image/jpeg' : file.mime;
    const etag = `"${file.id}-${size}"`;
    reply.headers({ 'cache-control': CACHE, etag, 'content-security-policy': "default-src 'none'; sandbox", vary: 'authorization' });
    if (request.headers['if-none-match'] === etag) {
      reply.status(304).send();
      return;
    }
    reply.type(mime.startsWith('text/') ? 'application/octet-stream' : mime);
    reply.header('content-disposition', disposition(isPicture(file) ? 'inline' : 'attachment', file.name));
    if (size === 'whole') reply.header('content-length', file.size);
    reply.send(this.files.open(file, size));
  }

  private async visible({ id, s }: Input<'files.get'>): Promise<FileRow> {
    const bearer = this.addresses.read(id, s);
    const file = bearer && (await this.files.find(this.database, [id])).get(id);
    if (!file) throw new NotFound();
    if ('until' in bearer) return file;
    const actor = await this.actors.findSession(bearer.sessionId);
    if (!actor || !(await this.gates.may(actor, file))) throw new NotFound();
    return file;
  }
}
