import type { FileRow } from '../rows';

/** A picture or sheet that was made, before anything hangs on it. */
export type Asset = { key: string; name: string; sha256: string; size: number; mime: string; width: number | null; height: number | null };
export type Hang = { kind: 'post' | 'announcement' | 'avatar' | 'community' | 'product'; id: number; ownerAccountId: number; at: number };

/** Each use of an asset is a file of its own, as if somebody had uploaded it there. */
export class FileShelf {
  readonly rows: FileRow[] = [];
  /** By file id, which asset its bytes are. */
  readonly assets: string[] = [];

  constructor(private readonly known: ReadonlyMap<string, Asset>) {}

  hang(key: string, on: Hang): FileRow {
    const asset = this.known.get(key);
    if (!asset) throw new Error(`config/demo names a picture or sheet that nobody makes: ${key}`);
    const row: FileRow = {
      id: this.rows.length + 1,
      sha256: asset.sha256,
      size: asset.size,
      mime: asset.mime,
      name: asset.name,
      width: asset.width,
      height: asset.height,
      has_thumb: asset.width === null ? 0 : 1,
      owner_account_id: on.ownerAccountId,
      attached_kind: on.kind,
      attached_id: on.id,
      created_at: on.at,
    };
    this.rows.push(row);
    this.assets.push(key);
    return row;
  }
}
