/** A row of `stored_file`, as far as anybody needs it. */
export type FileRow = {
  id: number;
  name: string;
  mime: string;
  size: number;
  width: number | null;
  height: number | null;
  has_thumb: number;
  owner_account_id: number | null;
  attached_kind: string | null;
  attached_id: number | null;
};
export const FILE_COLUMNS = 'id, name, mime, size, width, height, has_thumb, owner_account_id, attached_kind, attached_id';

export type SubjectKind =
  | 'post'
  | 'announcement'
  | 'avatar'
  | 'import'
  | 'community'
  | 'order'
  | 'return'
  | 'payment'
  | 'product'
  | 'productImport';
/** What a file hangs on; who may see that may see the file. */
export type Subject = { kind: SubjectKind; id: number };

export const isPicture = (row: Pick<FileRow, 'mime'>): boolean => row.mime.startsWith('image/');
