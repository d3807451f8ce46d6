// What every page needs: a calm sign-out. A page's own behaviour comes from a module of its own.

import { start } from "./signout.js";

start();
