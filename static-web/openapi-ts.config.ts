import { defineConfig } from '@hey-api/openapi-ts';

/** What this dashboard does not edit of these goes back to the bot as it came. */
const sentBack = new Set([
  'Strategy',
  'Sizing',
  'Distance',
  'TakeProfit',
  'BreakEven',
  'Trailing',
  'Reached',
  'RiskLimits',
]);

/** Words of a catalogue of the bot, each with what it means. */
interface Catalogue {
  'x-words'?: Record<string, Record<string, string>>;
}

/** Schemas and types of the bot's answers and requests, made from the document that the bot serves. */
export default defineConfig({
  input: '../functions/TradingBot.Functions/Api/openapi.json',
  output: { path: 'src/generated', clean: true },
  logs: { level: 'error', file: false },
  parser: {
    patch: {
      schemas: Object.fromEntries(
        [...sentBack].map((name) => [
          name,
          (schema: { additionalProperties?: unknown }) => {
            schema.additionalProperties = true;
          },
        ]),
      ),
    },
  },
  plugins: [
    {
      name: 'zod',
      compatibilityVersion: 4,
      requests: false,
      responses: false,
      definitions: {
        name: '{{name}}',
        case: 'camelCase',
        types: { infer: { name: '{{name}}', case: 'PascalCase', enabled: true } },
      },
      '~resolvers': {
        // Exact numbers keep their brand.
        string(ctx) {
          if (ctx.schema.format === 'decimal')
            return ctx.$(ctx.plugin.symbol('decimalString', { external: '@/lib/schema' }));
          if (ctx.schema.format === 'uuid') return ctx.$(ctx.symbols.z).attr('string').call();
          return undefined;
        },
        object(ctx) {
          const { additionalProperties, properties } = ctx.schema;
          if (additionalProperties === undefined || properties === undefined) return undefined;
          return ctx.$(ctx.symbols.z).attr('looseObject').call(ctx.nodes.shape(ctx));
        },
        enum(ctx) {
          const rows = (ctx.schema as Catalogue)['x-words'];
          if (rows !== undefined)
            return ctx.$(ctx.plugin.symbol('catalogue', { external: '@/lib/schema' })).call(ctx.$.fromValue(rows));
          const words = ctx.nodes.items(ctx).enumMembers;
          return ctx.$(ctx.plugin.symbol('words', { external: '@/lib/schema' })).call(...words);
        },
      },
    },
  ],
});
