import { useQueries } from '@tanstack/react-query';
import type { Answer } from './contract';
import { call } from './request';

type Regions = Answer<'regions.list'>;

/** 510107 lies in 5101, 51 in nothing. */
export function regionAbove(code: string): string | undefined {
  if (code.length === 9) return code.slice(0, 6);
  return code.length > 2 ? code.slice(0, code.length - 2) : undefined;
}

/** The names of region codes, each asked for with its sisters; what is not known yet is missing. */
export function useRegionNames(codes: readonly string[]): Record<string, string> {
  const parents = [...new Set(codes.map(regionAbove))];
  const lists = useQueries({
    queries: parents.map((parent) => ({
      queryKey: ['regions.list', { query: { parent } }],
      queryFn: (): Promise<Regions> => call('regions.list', { query: { parent } }),
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  return Object.fromEntries(lists.flatMap(({ data }) => data?.items.map(({ code, name }) => [code, name]) ?? []));
}
