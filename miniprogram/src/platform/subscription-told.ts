/** What wx.requestSubscribeMessage says, and what wx.getSetting says is kept for good. */
export type SubscriptionTold = { answer: Record<string, unknown>; itemSettings: Record<string, unknown> };
