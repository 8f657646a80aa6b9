import { open } from '../page';
import Observer from '../screens/observer/Observer.svelte';

open(Observer);
