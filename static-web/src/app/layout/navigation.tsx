import { Activity, ArrowLeftRight, LayoutDashboard, Radio, Workflow } from 'lucide-react';
import { Link, NavLink } from 'react-router';
import { paths } from '@/config/paths';
import styles from './layout.module.css';

const places = [
  { to: paths.overview, label: 'Overview', icon: LayoutDashboard },
  { to: paths.signals, label: 'Signals', icon: Radio },
  { to: paths.trades, label: 'Trades', icon: ArrowLeftRight },
  { to: paths.strategies, label: 'Strategies', icon: Workflow },
  { to: paths.system, label: 'System', icon: Activity },
] as const;

/** A column on a desktop, a bar at the thumb on a phone. */
export function Navigation() {
  return (
    <nav aria-label="Main" className={styles.nav}>
      <Link to={paths.overview} className={styles.brand}>
        <img src="/favicon.svg" width={24} height={24} alt="" /> TradingBot
      </Link>
      <ul>
        {places.map(({ to, label, icon: Icon }) => (
          <li key={to}>
            <NavLink to={to} end={to === paths.overview} className={styles.place}>
              <Icon size={18} aria-hidden="true" />
              {label}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
