import { open } from '../page';
import Lobby from '../screens/lobby/Lobby.svelte';

open(Lobby);
