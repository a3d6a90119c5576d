/** Where a mini-program on a phone finds the server; set when it is built. */
declare const API_BASE: string;

declare namespace NodeJS {
  interface ProcessEnv {
    NODE_ENV: 'development' | 'production' | 'test';
    /** Replaced when the bundle is built, so the other platform's branch is dropped from it. */
    TARO_ENV: 'weapp' | 'h5';
  }
}

declare module '*.scss';
declare module '*.png' {
  const url: string;
  export default url;
}
