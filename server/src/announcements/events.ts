/** An announcement can now be seen by its recipients. */
export class AnnouncementPublished {
  constructor(readonly announcementId: number) {}
}
