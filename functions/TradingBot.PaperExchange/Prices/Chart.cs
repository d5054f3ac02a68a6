using TradingBot.PaperExchange.Instruments;

namespace TradingBot.PaperExchange.Prices;

/// <summary>All bars of one symbol: seeded hours far back, minutes near and since.</summary>
internal sealed class Chart
{
    private const int SyntheticHours = 510 * 24;
    private const int SyntheticMinutes = 16_000;

    private readonly List<Candle> _hours = [];
    private readonly List<Candle> _minutes = [];
    private readonly List<Candle> _unread = [];
    private readonly Instrument _instrument;
    private readonly DateTimeOffset _anchorAt;
    private readonly decimal _anchorPrice;
    private readonly ulong _seed;

    public Chart(Instrument instrument, DateTimeOffset anchorAt, decimal anchorPrice, ulong seed)
    {
        _instrument = instrument;
        _anchorAt = anchorAt;
        _anchorPrice = anchorPrice;
        // Spot and perpetual of one coin share the seed, so that their histories move together.
        _seed = seed ^ (ulong)instrument.BaseCoin.Aggregate(17, (hash, letter) => hash * 31 + letter);
    }

    /// <summary>Adds a finished minute.</summary>
    public void Add(Candle minute) => _unread.Add(minute);

    /// <summary>
    /// Newest first, the unfinished bar included. A start without an end gives the bars that follow it,
    /// anything else the newest that fit.
    /// </summary>
    public IReadOnlyList<Candle> Bars(string interval, Candle unfinished, DateTimeOffset? from, DateTimeOffset? to, int limit)
    {
        CatchUp(unfinished.Start);
        var reach = Timeframe.Longest(interval) * limit;
        var newest = to is { } end && end < unfinished.Start ? end : unfinished.Start;
        var earliest = from is { } asked && (to is null || asked > newest - reach) ? asked : newest - reach;
        var latest = from is { } begin && to is null ? begin + reach : newest;
        var bars = new List<Candle>();
        var minutes = From(_minutes, earliest, TimeSpan.FromMinutes(1));
        var source = Timeframe.IsCoarse(interval) ? From(_hours, earliest, TimeSpan.FromHours(1)).Concat(minutes) : minutes;
        foreach (var candle in source.Append(unfinished))
        {
            var start = Timeframe.StartOf(interval, candle.Start);
            if (start < from || start > latest)
                continue;
            if (bars.Count > 0 && bars[^1].Start == start)
                bars[^1] = bars[^1].Then(candle);
            else
                bars.Add(candle with { Start = start });
        }

        if (bars.Count > limit)
            bars = from is not null && to is null ? bars.GetRange(0, limit) : bars.GetRange(bars.Count - limit, limit);
        bars.Reverse();
        return bars;
    }

    /// <summary>Bars of the last given span as one: open, extremes and volume of the day in a ticker.</summary>
    public Candle Last(TimeSpan span, Candle unfinished)
    {
        CatchUp(unfinished.Start);
        var from = unfinished.Start - span;
        var index = _minutes.Count;
        while (index > 0 && _minutes[index - 1].Start >= from)
            index--;
        var bars = _minutes.Skip(index).Append(unfinished);
        return bars.Aggregate((whole, next) => whole.Then(next));
    }

    /// <summary>History is made when somebody first looks: few symbols are ever charted, and starting must stay quick.</summary>
    private void CatchUp(DateTimeOffset until)
    {
        if (_minutes.Count == 0)
            MakeHistory();
        foreach (var minute in _unread)
        {
            Bridge(minute.Start);
            if (minute.Start > _minutes[^1].Start)
                _minutes.Add(minute);
        }

        _unread.Clear();
        Bridge(until);
    }

    /// <summary>The bars of a gapless list from the whole bar before a time on.</summary>
    private static IEnumerable<Candle> From(List<Candle> bars, DateTimeOffset time, TimeSpan step)
    {
        var index = (int)Math.Clamp((time - bars[0].Start) / step - 24 * 60, 0, bars.Count);
        return bars.Skip(index);
    }

    private void MakeHistory()
    {
        _minutes.AddRange(SyntheticHistory.Before(_instrument, _anchorAt, TimeSpan.FromMinutes(1), SyntheticMinutes, _anchorPrice, _seed));
        var hoursEnd = Timeframe.Floor(_minutes[0].Start, TimeSpan.FromHours(1)).AddHours(1);
        _minutes.RemoveAll(candle => candle.Start < hoursEnd);
        _hours.AddRange(SyntheticHistory.Before(_instrument, hoursEnd, TimeSpan.FromHours(1), SyntheticHours, _minutes[0].Open, ~_seed));
    }

    /// <summary>Fills a pause with bars that start and end at the price on both of its sides.</summary>
    private void Bridge(DateTimeOffset until)
    {
        var from = _minutes[^1].Start.AddMinutes(1);
        var missing = (int)(until - from).TotalMinutes;
        if (missing > 0)
            _minutes.AddRange(SyntheticHistory.Across(_instrument, from, missing, _minutes[^1].Close, _seed ^ (ulong)from.UtcTicks));
    }
}
