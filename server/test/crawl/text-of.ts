import { inflateRawSync } from 'node:zlib';

const [LOCAL, CENTRAL] = [Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.from('PK\u0001\u0002', 'latin1')];

/** All that can be read in an answer: a sheet or document unpacked, anything else as it stands. */
export async function textOf(bytes: Buffer): Promise<string> {
  if (!Buffer.isBuffer(bytes)) return JSON.stringify(bytes);
  return bytes.subarray(0, 4).equals(LOCAL) ? unzip(bytes).join('\n') : bytes.toString('utf8');
}

/** By the directory at the end: the local headers of a streamed zip do not say how long a part is. */
function unzip(bytes: Buffer): string[] {
  const parts: string[] = [];
  for (let at = bytes.indexOf(CENTRAL); at >= 0; at = bytes.indexOf(CENTRAL, at + 4)) {
    const [method, size, offset] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 42)];
    const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
    const packed = bytes.subarray(start, start + size);
    parts.push((method === 8 ? inflateRawSync(packed) : packed).toString('utf8'));
  }
  return parts;
}
