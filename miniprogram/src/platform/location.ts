import Taro from '@tarojs/taro';

/** Where the phone is, in GCJ-02 as our maps are; null when the person said no or it cannot be told. */
export async function whereAmI(): Promise<{ latitude: number; longitude: number } | null> {
  try {
    const { latitude, longitude } = await Taro.getLocation({ type: 'gcj02' });
    return { latitude, longitude };
  } catch {
    return null;
  }
}
