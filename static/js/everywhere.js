// What every page needs: a calm sign-out, a warning before an idle session ends. A page's own behaviour comes from a
// module of its own.

import { start as watchIdle } from "./idle.js";
import { start as watchSignOut } from "./signout.js";

watchSignOut();
watchIdle();
