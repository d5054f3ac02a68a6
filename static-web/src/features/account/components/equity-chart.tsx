import type { AutoscaleInfo, IChartApi, ISeriesApi, UTCTimestamp } from 'lightweight-charts';
import { AreaSeries, createChart, CrosshairMode, LineStyle } from 'lightweight-charts';
import { useEffect, useRef } from 'react';
import { decimal, toDrawing } from '@/lib/decimal';
import { formatMoney } from '@/lib/format-decimal';
import { tokenColour, withAlpha } from '@/lib/token-colour';
import { useThemeChange } from '@/lib/use-theme-change';
import type { EquityPoint } from '@/generated/zod.gen';
import styles from './equity-panel.module.css';

/** Charts count in seconds and refuse two points in one; the later one stands. */
function toSeries(points: readonly EquityPoint[]) {
  const bySecond = new Map<number, number>();
  for (const point of points) bySecond.set(Math.floor(Date.parse(point.at) / 1_000), toDrawing(point.equity));
  // The library writes UTC; shifting by the zone makes its axis read local.
  return [...bySecond].map(([time, value]) => ({
    time: (time - new Date(time * 1_000).getTimezoneOffset() * 60) as UTCTimestamp,
    value,
  }));
}

/** Part of the value that the axis shows at least: a few cents must not look like a crash. */
const leastSpan = 0.001;

function calmScale(original: () => AutoscaleInfo | null): AutoscaleInfo | null {
  const info = original();
  if (info?.priceRange == null) return info;
  const { minValue, maxValue } = info.priceRange;
  const middle = (minValue + maxValue) / 2;
  const half = Math.max((maxValue - minValue) / 2, (Math.abs(middle) * leastSpan) / 2);
  return { ...info, priceRange: { minValue: middle - half, maxValue: middle + half } };
}

function colours() {
  const line = tokenColour('--accent');
  const options = {
    layout: { textColor: tokenColour('--faint') },
    grid: { horzLines: { color: withAlpha(tokenColour('--line'), 0.7) } },
    crosshair: { vertLine: { color: tokenColour('--line-strong') }, horzLine: { color: tokenColour('--line-strong') } },
  };
  const series = { lineColor: line, topColor: withAlpha(line, 0.22), bottomColor: withAlpha(line, 0) };
  return { options, series };
}

/** A thin wrapper: made once, fed on change, removed on unmount. React never redraws the canvas. */
export default function EquityChart({ points }: { points: readonly EquityPoint[] }) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<IChartApi | null>(null);
  const series = useRef<ISeriesApi<'Area'> | null>(null);
  const shownFrom = useRef<string | null>(null);

  useEffect(() => {
    if (host.current === null) return;
    const { options, series: seriesColours } = colours();
    const created = createChart(host.current, {
      autoSize: true,
      layout: {
        ...options.layout,
        background: { color: 'transparent' },
        fontFamily: "'Inter Variable', system-ui, sans-serif",
        fontSize: 11,
        // The licence's attribution stands on the System page, in words.
        attributionLogo: false,
      },
      grid: { ...options.grid, vertLines: { visible: false } },
      crosshair: { ...options.crosshair, mode: CrosshairMode.Magnet },
      rightPriceScale: { borderVisible: false, scaleMargins: { top: 0.12, bottom: 0.06 } },
      timeScale: { borderVisible: false, timeVisible: true, fixLeftEdge: true, fixRightEdge: true },
      localization: { priceFormatter: (price: number) => formatMoney(decimal(price.toFixed(2))) },
      handleScroll: false,
      handleScale: false,
    });
    series.current = created.addSeries(AreaSeries, {
      ...seriesColours,
      lineWidth: 2,
      priceLineStyle: LineStyle.Dotted,
      autoscaleInfoProvider: calmScale,
      priceFormat: { type: 'price', precision: 2, minMove: 0.01 },
    });
    chart.current = created;
    return () => {
      created.remove();
      chart.current = null;
      series.current = null;
      shownFrom.current = null;
    };
  }, []);

  useEffect(() => {
    series.current?.setData(toSeries(points));
    // A line needs two points; one alone is drawn as a dot on its price line.
    series.current?.applyOptions({ pointMarkersVisible: points.length === 1 });
    const from = points[0]?.at ?? null;
    if (from !== shownFrom.current) chart.current?.timeScale().fitContent();
    shownFrom.current = from;
  }, [points]);

  useThemeChange(() => {
    const { options, series: seriesColours } = colours();
    chart.current?.applyOptions(options);
    series.current?.applyOptions(seriesColours);
  });

  return <div ref={host} className={styles.host} />;
}
