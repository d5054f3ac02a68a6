import * as z from 'zod';

// Compiled parsers need eval, which the Content-Security-Policy rightly forbids. Every module of lib that makes schemas imports this first.
z.config({ jitless: true });
