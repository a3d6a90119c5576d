import { QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen } from '@testing-library/react';
import type { ReactElement } from 'react';
import { useNetwork } from '@/platform/network';
import { queryClient } from '@/platform/query';
import { useSession } from '@/platform/session';
import { phone } from './stubs/taro';

type Answers = Record<string, unknown>;
/** Refusals among the answers. */
export const refused = (statusCode: number, code: string) => ({
  refusedWith: { statusCode, data: { code, message: code, details: null } },
});

type Shown = { roles?: string[]; answers: Answers; params?: Record<string, string> };

/**
 * A page as a member of staff opens it, or without roles somebody in WeChat, on a network that answers by `GET /warehouses`; what is not
 * among the answers is not found.
 */
export function showPage(page: ReactElement, { roles, answers, params = {} }: Shown) {
  phone.reset();
  queryClient.clear();
  useNetwork.setState({ online: true });
  phone.params = params;
  const who = roles ? { provider: 'wecom', staff: { id: 1, roles, regions: [] } } : { provider: 'wechat', staff: null };
  const actor = { accountId: 9, name: '某人', ...who, member: null, memberships: [] };
  useSession.setState({ token: 't', actor: actor as never, state: 'in', error: null });
  phone.answer = ({ method, url }) => {
    const data = answers[`${method} ${url.split('?')[0]?.replace(/^.*\/api/, '')}`];
    if (data === undefined) return { statusCode: 404, data: null };
    const refusal = (data as Partial<ReturnType<typeof refused>> | null)?.refusedWith;
    return refusal ?? { statusCode: data === null ? 204 : 200, data };
  };
  return render(<QueryClientProvider client={queryClient}>{page}</QueryClientProvider>);
}

/** The bodies that were sent there, in their order. */
export const sentTo = (method: string, path: string): unknown[] =>
  phone.requests
    .filter((asked) => asked.method === method && asked.url.split('?')[0]?.endsWith(path))
    .map(({ data }) => (data === undefined ? undefined : JSON.parse(data)));

/** The queries that a list was asked with. */
export const askedOf = (path: string): Record<string, string>[] =>
  phone.requests
    .filter(({ method, url }) => method === 'GET' && url.split('?')[0]?.endsWith(path))
    .map(({ url }) => Object.fromEntries(new URLSearchParams(url.split('?')[1] ?? '')));

export async function tap(text: string | RegExp): Promise<void> {
  const found = await screen.findByText(text, {}, { timeout: 4000 });
  await act(async () => void fireEvent.click(found));
}

/** What has no words on it, by what is read out. */
export async function press(name: string): Promise<void> {
  const found = await screen.findByRole('button', { name }, { timeout: 4000 });
  await act(async () => void fireEvent.click(found));
}

export async function type(placeholder: string, value: string): Promise<void> {
  const found = await screen.findByPlaceholderText(placeholder, {}, { timeout: 4000 });
  await act(async () => void fireEvent.change(found, { target: { value } }));
}
