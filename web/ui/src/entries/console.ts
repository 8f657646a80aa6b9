import { open } from '../page';
import Console from '../screens/console/Console.svelte';

open(Console);
