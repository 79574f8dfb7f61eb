/**
 * A Vite plugin: takes out of Lit, for the script-tag bundle, what our elements never use: support for browsers without
 * adopted style sheets and for polyfills, decorators' metadata, attributes that hold JSON or scripts, properties without
 * accessors or with a comparison of their own, directives, and bindings on whole elements and inside of comments, scripts and the like. Every edit must find what it changes, so that another
 * version of Lit cannot be trimmed by half. Bundles that others make have the whole of Lit.
 */
const edits = {
  '@lit/reactive-element/css-tag.js': [
    [
      /^[^]*$/,
      `export class CSSResult {
        constructor(text) { this.cssText = text; }
        get styleSheet() {
          if (!this.sheet) (this.sheet = new CSSStyleSheet()).replaceSync(this.cssText);
          return this.sheet;
        }
      }
      export const supportsAdoptingStyleSheets = true;
      export const css = undefined;
      export const unsafeCSS = (text) => new CSSResult(text);
      export const getCompatibleStyle = (style) => style;
      export const adoptStyles = (root, styles) => {
        root.adoptedStyleSheets = styles.map((style) => style.styleSheet);
      };`,
    ],
  ],
  '@lit/reactive-element/reactive-element.js': [
    ['p=a.reactiveElementPolyfillSupport,', ''],
    [',p?.({ReactiveElement:y}),(a.reactiveElementVersions??=[]).push("2.1.2")', ''],
    ['Symbol.metadata??=Symbol("metadata"),a.litPropertyMetadata??=new WeakMap;', ''],
    ['static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}', ''],
    [',void 0!==t.l&&(this.l=[...t.l])', ''],
    [',this.constructor.l?.forEach(t=>t(this))', ''],
    [/const t=this\[Symbol\.metadata\];if\(null!==t\)\{.*?\}(?=this\._\$Eh=new Map)/, ''],
    ['s=[...r(t),...o(t)];for(const i of s)', 's=r(t);for(const i of s)'],
    ['break;case Object:case Array:t=null==t?t:JSON.stringify(t)}', '}'],
    [';break;case Object:case Array:try{i=JSON.parse(t)}catch(t){i=null}', ''],
    ['(void 0!==i.converter?.toAttribute?i.converter:u).toAttribute(', 'u.toAttribute('],
    [
      ',h="function"==typeof t.converter?{fromAttribute:t.converter}:void 0!==t.converter?.fromAttribute?t.converter:u',
      ',h=u',
    ],
    ['removeController(t){this._$EO?.delete(t)}', ''],
    [',l=c?c.emptyScript:""', ',l=""'],
    ['(i.hasChanged??f)(', 'f('],
    [',hasChanged:f}', '}'],
    [/(?<=this\.elementProperties\.set\(t,s\)),!s\.noAccessor\)(?=\{)/, ',1)'],
    ['this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t))', 'this.hasUpdated=!0'],
    ['firstUpdated(t){}', ''],
  ],
  'lit-html/lit-html.js': [
    ['B=t.litHtmlPolyfillSupport;B?.(S,k),(t.litHtmlVersions??=[]).push("3.3.3");const ', ''],
    ['3===i?"<math>":', ''],
    ['3===i?"</math>":', ''],
    ['2===i||3===i', '2===i'],
    ['else t.startsWith(o)&&(d.push({type:6,index:l}),r.removeAttribute(t));', ''],
    [/if\(y\.test\(r\.tagName\)\)\{.*?\}(?=\}else if\(8===r\.nodeType\))/, ''],
    [
      'if(r.data===n)d.push({type:2,index:l});else{let t=-1;for(;-1!==(t=r.data.indexOf(o,t+1));)d.push({type:7,index:l}),t+=o.length-1}',
      'r.data===n&&d.push({type:2,index:l});',
    ],
    [
      '1===r.type?i=new r.ctor(h,r.name,r.strings,this,t):6===r.type&&(i=new Z(h,this,t))',
      'i=new r.ctor(h,r.name,r.strings,this,t)',
    ],
    [/function M\(t,i,s=t,e\)\{.*?,h,e\)\),i\}/, 'const M=(t,i)=>i;'],
    ['(y.test(u[2])&&(n=RegExp("</"+u[2],"g")),c=p)', '(c=p)'],
  ],
  'lit-element/lit-element.js': [
    [
      ',s.litElementHydrateSupport?.({LitElement:i});const o=s.litElementPolyfillSupport;o?.({LitElement:i});',
      ';',
    ],
    ['(s.litElementVersions??=[]).push("4.2.2");', ''],
  ],
};

export function trimLit() {
  return {
    name: 'trim-lit',
    enforce: 'pre',
    apply: 'build',
    transform(code, id) {
      const [name, changes] = Object.entries(edits).find(([file]) => id.endsWith(file)) ?? [];
      return name ? { code: trim(code, changes, name), map: null } : null;
    },
  };
}

function trim(source, changes, name) {
  let code = source;
  for (const [from, to] of changes) {
    const changed = code.replace(from, to);
    if (changed === code) throw new Error(`${name} does not have ${from}`);
    code = changed;
  }
  return code;
}
