import type { Answer } from '@dianquan/shared/contract/all';
import { Controller } from '@nestjs/common';
import type { Actor } from '../platform/http/actor';
import { Input, Me } from '../platform/http/input';
import { Operation } from '../platform/http/operation';
import { MaybeIdempotencyKey } from '../platform/idempotency/idempotency-key';
import { CommentsService } from './comments.service';
import { PostListsService } from './post-lists.service';
import { PostsService } from './posts.service';
import { StaffActs } from './staff-acts';

@Controller()
export class PostsController {
  constructor(
    private readonly posts: PostsService,
    private readonly lists: PostListsService,
    private readonly comments: CommentsService,
    private readonly acts: StaffActs,
  ) {}

  @Operation('posts.create', { allow: ['member', 'staff'] })
  create(
    @Me() me: Actor,
    @MaybeIdempotencyKey() key: string | null,
    @Input() input: Input<'posts.create'>,
  ): Promise<Answer<'posts.create'>> {
    return this.posts.create(me, key, input);
  }

  @Operation('posts.list', { allow: ['account'] })
  list(@Me() me: Actor, @Input() input: Input<'posts.list'>): Promise<Answer<'posts.list'>> {
    return this.lists.list(me, input);
  }

  @Operation('posts.own', { allow: ['account'] })
  own(@Me() me: Actor, @Input() input: Input<'posts.own'>): Promise<Answer<'posts.own'>> {
    return this.lists.own(me, input);
  }

  @Operation('posts.get', { allow: ['account'] })
  get(@Me() me: Actor, @Input() input: Input<'posts.get'>): Promise<Answer<'posts.get'>> {
    return this.posts.get(me, input.id);
  }

  @Operation('posts.remove', { allow: ['member', 'staff'] })
  async remove(@Me() me: Actor, @Input() input: Input<'posts.remove'>): Promise<void> {
    const { moderated } = await this.posts.remove(me, input.id, input.reason);
    if (moderated) await this.acts.record(me, 'posts.remove', `post:${input.id}`, { reason: input.reason });
  }

  @Operation('posts.pin', { allow: ['staff'] })
  async pin(@Me() me: Actor, @Input() input: Input<'posts.pin'>): Promise<Answer<'posts.pin'>> {
    const post = await this.posts.setPinned(me, input.id, true);
    await this.acts.record(me, 'posts.pin', `post:${input.id}`, {});
    return post;
  }

  @Operation('posts.unpin', { allow: ['staff'] })
  async unpin(@Me() me: Actor, @Input() input: Input<'posts.unpin'>): Promise<Answer<'posts.unpin'>> {
    const post = await this.posts.setPinned(me, input.id, false);
    await this.acts.record(me, 'posts.unpin', `post:${input.id}`, {});
    return post;
  }

  @Operation('posts.like', { allow: ['member', 'staff'] })
  async like(@Me() me: Actor, @Input() input: Input<'posts.like'>): Promise<Answer<'posts.like'>> {
    const { likes, liked, isNew, post } = await this.posts.setLike(me, input.id, true);
    if (isNew) await this.acts.tellLike(me, post);
    return { likes, liked };
  }

  @Operation('posts.unlike', { allow: ['member', 'staff'] })
  async unlike(@Me() me: Actor, @Input() input: Input<'posts.unlike'>): Promise<Answer<'posts.unlike'>> {
    const { likes, liked } = await this.posts.setLike(me, input.id, false);
    return { likes, liked };
  }

  @Operation('posts.comment', { allow: ['member', 'staff'] })
  comment(@Me() me: Actor, @Input() input: Input<'posts.comment'>): Promise<Answer<'posts.comment'>> {
    return this.comments.create(me, input);
  }

  @Operation('posts.comments', { allow: ['account'] })
  listComments(@Me() me: Actor, @Input() input: Input<'posts.comments'>): Promise<Answer<'posts.comments'>> {
    return this.comments.list(me, input);
  }

  @Operation('posts.removeComment', { allow: ['member', 'staff'] })
  async removeComment(@Me() me: Actor, @Input() input: Input<'posts.removeComment'>): Promise<void> {
    const { moderated } = await this.comments.remove(me, input.id, input.reason);
    if (moderated) await this.acts.record(me, 'posts.removeComment', `comment:${input.id}`, { reason: input.reason });
  }

  @Operation('posts.viewers', { allow: ['staff'] })
  viewers(@Me() me: Actor, @Input() input: Input<'posts.viewers'>): Promise<Answer<'posts.viewers'>> {
    return this.lists.viewers(me, input);
  }
}
