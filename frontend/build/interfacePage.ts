import { parse } from 'yaml';
import { escapeHtml, inline, markdown, page } from './html.ts';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly [limit: string]: unknown;
}

type Content = Readonly<Record<string, { readonly schema?: Schema; readonly 'x-max-bytes'?: number }>>;

interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Schema;
}

interface Response {
  readonly $ref?: string;
  readonly description: string;
  readonly content?: Content;
}

interface Operation {
  readonly summary: string;
  readonly description?: string;
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, Response>>;
}

interface Description {
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly responses: Readonly<Record<string, Response>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
    readonly securitySchemes: Readonly<Record<string, { readonly description: string }>>;
  };
}

const METHODS = ['get', 'post', 'put', 'delete'];
const LIMITS = ['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'pattern', 'default'];

/** Renders api/openapi.yaml as a page for people. */
export function interfacePage(openapi: string, stylesheet: string): string {
  const description = parse(openapi) as Description;
  const { info, paths, components } = description;
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.filter((method) => method in item).map((method) =>
      operationHtml(
        `${method.toUpperCase()} ${path}`,
        item[method] as Operation,
        (item['parameters'] ?? []) as readonly Parameter[],
        components,
      ),
    ),
  );
  const security = Object.entries(components.securitySchemes).map(
    ([name, scheme]) => `<dt><code>${escapeHtml(name)}</code></dt><dd>${markdown(scheme.description)}</dd>`,
  );
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) =>
      `<section id="schema-${name}"><h3>${escapeHtml(name)}</h3>${schemaHtml(schema)}</section>`,
  );
  return page(
    `${info.title}: HTTP interface`,
    stylesheet,
    `<h1>${escapeHtml(info.title)}</h1>
      <p>HTTP interface, version ${escapeHtml(info.version)}. <a href="/openapi.yaml" download>openapi.yaml</a></p>
      ${markdown(info.description)}
      <h2>Operations</h2>${operations.join('')}
      <h2>Authorisation</h2><dl>${security.join('')}</dl>
      <h2>Schemas</h2>${schemas.join('')}`,
  );
}

function operationHtml(
  title: string,
  operation: Operation,
  ofPath: readonly Parameter[],
  components: Description['components'],
): string {
  const parameters = [...ofPath, ...(operation.parameters ?? [])].map((parameter) =>
    parameter.$ref === undefined ? parameter : (components.parameters[nameOf(parameter.$ref)] ?? parameter),
  );
  const schemes = (operation.security ?? []).flatMap((each) => Object.keys(each));
  const authorisation =
    schemes.length === 0 ? '' : `<p>Requires ${schemes.map((name) => `<code>${name}</code>`).join(' or ')}.</p>`;
  const rows = parameters.map(
    ({ name, in: place, required, description, schema }) =>
      `<tr><td><code>${escapeHtml(name)}</code></td><td>${place}${required === true ? ', required' : ''}</td><td>${inline(description ?? '')} ${typeHtml(schema ?? {})}</td></tr>`,
  );
  const responses = Object.entries(operation.responses).map(([status, reference]) => {
    const response =
      reference.$ref === undefined
        ? reference
        : (components.responses[nameOf(reference.$ref)] ?? reference);
    return `<tr><td>${status}</td><td>${inline(response.description)} ${contentHtml(response.content ?? {})}</td></tr>`;
  });
  return `<section><h3>${escapeHtml(title)}</h3>
    <p><strong>${inline(operation.summary)}</strong></p>${markdown(operation.description ?? '')}${authorisation}
    ${rows.length === 0 ? '' : `<table><caption>Parameters</caption><tbody>${rows.join('')}</tbody></table>`}
    ${operation.requestBody === undefined ? '' : `<p>Request body: ${contentHtml(operation.requestBody.content)}</p>`}
    <table><caption>Responses</caption><tbody>${responses.join('')}</tbody></table></section>`;
}

function contentHtml(content: Content): string {
  return Object.entries(content)
    .map(([type, { schema, 'x-max-bytes': maxBytes }]) => {
      const limit = maxBytes === undefined ? '' : `, at most ${maxBytes.toLocaleString('en')} bytes`;
      return `<code>${escapeHtml(type)}</code>${schema === undefined ? '' : ` ${typeHtml(schema)}`}${limit}`;
    })
    .join('; ');
}

function schemaHtml(schema: Schema): string {
  const rows = Object.entries(schema.properties ?? {}).map(
    ([name, property]) =>
      `<tr><td><code>${escapeHtml(name)}</code></td><td>${schema.required?.includes(name) === true ? 'required' : ''}</td><td>${inline(property.description ?? '')} ${typeHtml(property)}</td></tr>`,
  );
  return `${markdown(schema.description ?? '')}${
    rows.length === 0 ? `<p>${typeHtml(schema)}</p>` : `<table><tbody>${rows.join('')}</tbody></table>`
  }`;
}

function typeHtml(schema: Schema): string {
  if (schema.$ref !== undefined) {
    const name = nameOf(schema.$ref);
    return `<a href="#schema-${name}">${escapeHtml(name)}</a>`;
  }
  const limits = LIMITS.filter((name) => schema[name] !== undefined).map(
    (name) => `${name} <code>${escapeHtml(String(schema[name]))}</code>`,
  );
  const values = schema.enum === undefined ? [] : [`one of ${schema.enum.map((each) => `<code>${escapeHtml(String(each))}</code>`).join(', ')}`];
  const type = schema.items === undefined ? (schema.type ?? '') : `array of ${typeHtml(schema.items)}`;
  return [type, ...values, ...limits].filter((part) => part !== '').join(', ');
}

function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}
