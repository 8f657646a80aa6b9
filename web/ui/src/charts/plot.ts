/** uPlot and its stylesheet, as one piece to be fetched when a chart wants to be drawn. */
import 'uplot/dist/uPlot.min.css';

export { default } from 'uplot';
