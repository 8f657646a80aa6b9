import { open } from '../page';
import Responder from '../screens/responder/Responder.svelte';

open(Responder);
