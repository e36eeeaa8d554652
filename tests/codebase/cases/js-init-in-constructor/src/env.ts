import { z } from "zod";

export const env = z.object({ TOKEN: z.string().optional() }).parse(process.env);
