import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What one kind of node looks like on the platform: its tag, which data property fills which attribute, and which events it listens to. */
export type Shape = { tag: string; attributes: Map<string, string>; binds: Set<string>; catches: Set<string> };
export type Shapes = (data: NodeData) => Shape | undefined;
/** A node as Taro sends it to the page: short keys, and attributes under aliases that only base.wxml knows. */
export type NodeData = { nn: string; sid: string; uid?: string; v?: string; cn?: NodeData[]; [alias: string]: unknown };

const TEMPLATE = /<template name="tmpl_\d+_(\w+)">([\s\S]*?)<\/template>\s*(?=<template name|$)/g;
const ATTRIBUTE = /([\w-]+)="([^"]*)"/g;

/**
 * Reads base.wxml, in which Taro writes one template for each kind of node that the app uses. So an event reaches only nodes that
 * would get it on a phone, and attributes carry the names that WXML has.
 */
export function readShapes(dist: string): Shapes {
  const shapes = new Map<string, Shape>();
  for (const [, kind, body] of readFileSync(path.join(dist, 'base.wxml'), 'utf8').matchAll(TEMPLATE)) {
    const element = /^\s*<(?!template|block)([\w-]+)([^>]*)>/.exec(body ?? '');
    if (kind && element && !shapes.has(kind)) shapes.set(kind, shapeOf(element[1] ?? '', element[2] ?? ''));
  }
  // Inputs have two templates, as `focus` may not be set at all; see xs.c in utils.wxs.
  return (data) => shapes.get(data.nn) ?? shapes.get(`${data.nn}_${data.focus === undefined ? 'blur' : 'focus'}`);
}

function shapeOf(tag: string, written: string): Shape {
  const shape: Shape = { tag, attributes: new Map(), binds: new Set(), catches: new Set() };
  for (const [, name = '', value = ''] of written.matchAll(ATTRIBUTE)) {
    const listens = /^(bind|catch)(\w+)$/.exec(name);
    const alias = /\bi\.(\w+)/.exec(value);
    if (listens?.[2] && value === 'eh') (listens[1] === 'bind' ? shape.binds : shape.catches).add(listens[2].toLowerCase());
    else if (alias?.[1]) shape.attributes.set(name, alias[1]);
  }
  return shape;
}
