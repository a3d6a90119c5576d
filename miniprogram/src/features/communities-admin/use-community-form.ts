import type { CommunityView } from '@dianquan/shared/contract/communities';
import type { PickedPicture } from '@/components/picture-picker';
import { useForm } from '@/components/use-form';
import type { ApiError } from '@/platform/api-error';
import { useCommand } from '@/platform/query';
import type { Right } from './words';

export type CommunityValues = {
  name: string;
  description: string;
  rules: string;
  cover: PickedPicture[];
  segmentIds: number[];
  postRight: Right;
  commentRight: Right;
  moderatorStaffIds: number[];
};
/** Stands for the picture that the community already has: its address is known here, its number is not. */
const KEPT = 0;

export function valuesOf(community: CommunityView | null): CommunityValues {
  return {
    name: community?.name ?? '',
    description: community?.description ?? '',
    rules: community?.rules ?? '',
    cover: community?.coverUrl ? [{ id: KEPT, url: community.coverUrl, thumbUrl: null }] : [],
    segmentIds: community?.segments.map(({ id }) => id) ?? [],
    postRight: community?.postRight ?? 'everyone',
    commentRight: community?.commentRight ?? 'everyone',
    moderatorStaffIds: community?.moderators.map(({ staffId }) => staffId) ?? [],
  };
}

/** The cover is spoken of only when it was changed. */
export function bodyOf({ cover, ...values }: CommunityValues) {
  const [picture] = cover;
  return picture?.id === KEPT ? values : { ...values, coverFileId: picture?.id ?? null };
}

export function useCommunityForm(community: CommunityView | null, onSaved: () => void) {
  const form = useForm(valuesOf(community), { draft: community ? undefined : 'new-community' });
  const settled = {
    refresh: ['communities.list' as const, 'communities.get' as const],
    onDone: () => {
      form.done();
      onSaved();
    },
    onError: (error: ApiError) => form.takeFaults(error),
  };
  const create = useCommand('communities.create', settled);
  const update = useCommand('communities.update', settled);
  const save = () => {
    if (form.values.name.trim() === '') {
      form.setFault('name', '给社区起个名字');
      return;
    }
    if (community) update.mutate({ params: { id: community.id }, body: bodyOf(form.values) });
    else create.mutate({ body: bodyOf(form.values) });
  };
  return { form, save, busy: create.isPending || update.isPending };
}
