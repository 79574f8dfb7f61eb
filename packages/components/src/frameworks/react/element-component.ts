'use client';
import {
  createElement,
  forwardRef,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  type ForwardRefExoticComponent,
  type HTMLAttributes,
  type PropsWithoutRef,
  type RefAttributes,
} from 'react';
import type { CamelListeners } from '../names.ts';

/** What a component of React is given: the element's properties, its events, and what any element takes. */
export type ElementProps<Element, Properties, Events> = Properties &
  CamelListeners<Events> &
  Omit<HTMLAttributes<Element>, keyof Properties>;

export type ElementComponent<Element, Properties, Events> = ForwardRefExoticComponent<
  PropsWithoutRef<ElementProps<Element, Properties, Events>> & RefAttributes<Element>
>;

export interface ElementDescription {
  readonly tag: string;
  /** Each property with what it is when a page does not set it. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** The attributes that may stand in HTML, which a server writes, by their properties. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Events by the names of their listeners. */
  readonly events: Readonly<Record<string, string>>;
}

/** Whatever a description says, it is no attribute, which a server would write into a page that may be stored. */
const secret = 'ticket';

type Given = Readonly<Record<string, unknown>>;

// React 18 warns of layout effects on a server, where none of them ever runs.
const useEarlyEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/**
 * A component for an element, in React 18 and 19 alike. Properties are set and listeners added as soon as the element
 * is in the document, before it shows anything. On a server it is its tag with harmless attributes: a ticket never
 * gets into HTML.
 */
export function createElementComponent<Element extends HTMLElement, Properties, Events>(
  description: ElementDescription,
): ElementComponent<Element, Properties, Events> {
  const { tag, properties, events } = description;
  const component = forwardRef<Element, Given>((given, ref) => {
    const place = useRef<Element>(null);
    const listeners = useRef<Given>({});
    const known = useRef<Given>(properties);

    useImperativeHandle<Element | null, Element | null>(ref, () => place.current);
    useEarlyEffect(() => {
      listeners.current = given;
    });
    useEarlyEffect(() => {
      const element = place.current;
      const added = Object.entries(events).map(([name, event]) => {
        const listener = (happened: Event): void => call(listeners.current[name], happened);
        element?.addEventListener(event, listener);
        return () => element?.removeEventListener(event, listener);
      });
      return () => added.forEach((remove) => remove());
    }, []);
    useEarlyEffect(() => {
      const wanted = Object.fromEntries(
        Object.entries(properties).map(([name, usual]) => [name, given[name] ?? usual]),
      );
      const changed = Object.entries(wanted).filter(
        ([name, value]) => value !== known.current[name],
      );
      if (place.current) Object.assign(place.current, Object.fromEntries(changed));
      known.current = wanted;
    });

    return createElement(tag, { ...attributesOf(given, description), ref: place });
  });
  component.displayName = tag;
  return component;
}

/** What React writes itself: attributes by their own names, and what any element takes. */
function attributesOf(
  given: Given,
  { properties, attributes, events }: ElementDescription,
): Record<string, unknown> {
  const written: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (name === secret || Object.hasOwn(events, name)) continue;
    // React 18 writes `className` as it stands on elements that it does not know.
    if (!Object.hasOwn(properties, name)) written[name === 'className' ? 'class' : name] = value;
    const attribute = attributes[name];
    // React 18 writes `false` as a word, which an element takes for a yes.
    if (attribute !== undefined && value !== false && value !== null) written[attribute] = value;
  }
  return written;
}

function call(listener: unknown, event: Event): void {
  if (typeof listener === 'function') (listener as (event: Event) => void)(event);
}
