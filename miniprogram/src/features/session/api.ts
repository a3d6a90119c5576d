import type { ApiError } from '@/platform/api-error';
import { invalidate, queryClient, useCommand } from '@/platform/query';
import { setActor } from '@/platform/session';

/** Acting for another of my shops changes everything that is shown, so everything is asked for again. */
export function useSwitchShop(onDone?: () => void) {
  return useCommand('session.switchShop', {
    onDone: (actor) => {
      setActor(actor);
      void queryClient.invalidateQueries();
      onDone?.();
    },
  });
}

/** My name or portrait. */
export function useUpdateOwn(options: { onDone?: () => void; onError?: (error: ApiError) => void } = {}) {
  return useCommand('members.updateOwn', {
    onDone: (actor) => {
      setActor(actor);
      void invalidate('members.list');
      options.onDone?.();
    },
    onError: options.onError,
  });
}
