/** The colours that scripts need (icons, native controls); the whole list is `_tokens.scss`. */
export const COLOURS = {
  ink: '#1B1F1D',
  secondary: '#5F6763',
  faint: '#9AA19D',
  hairline: '#E4E7E3',
  ground: '#F5F6F3',
  card: '#FFFFFF',
  pine: '#0B6E4F',
  pineTint: '#E3F1EB',
  vermilion: '#D6402B',
  amber: '#8A5708',
  danger: '#C23B34',
} as const;

export type Colour = keyof typeof COLOURS;
