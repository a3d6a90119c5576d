import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { inlineScriptsOf, pageHeaders } from './security-headers';

/** A folder of built pages. Files with a hash in their name are kept by browsers for good, pages are asked for anew. */
export async function serveSite(fastify: FastifyInstance, site: { root: string; prefix: string; sendsFiles?: boolean }): Promise<void> {
  const index = await readFile(join(site.root, 'index.html'), 'utf8').catch(() => '');
  const headers = pageHeaders(inlineScriptsOf(index), site);
  await fastify.register(fastifyStatic, {
    root: site.root,
    prefix: site.prefix,
    decorateReply: false,
    redirect: site.prefix !== '/',
    cacheControl: false,
    setHeaders: (reply, path) => {
      for (const [name, value] of Object.entries(headers)) reply.header(name, value);
      reply.header('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

const HASHED = /[.-][0-9a-f]{8,}\.\w+$/;
