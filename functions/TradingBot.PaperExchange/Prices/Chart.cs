namespace TradingBot.PaperExchange;

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

    /// <summary>Newest first, the unfinished bar included.</summary>
    public IReadOnlyList<Candle> Bars(string interval, Candle unfinished, DateTimeOffset? from, DateTimeOffset? to, int limit)
    {
        CatchUp(unfinished.Start);
        var bars = new List<Candle>();
        var source = Timeframe.IsCoarse(interval) ? _hours.Concat(_minutes) : _minutes;
        foreach (var candle in source.Append(unfinished))
        {
            var start = Timeframe.StartOf(interval, candle.Start);
            if (start < from || start > to)
                continue;
            if (bars.Count > 0 && bars[^1].Start == start)
                bars[^1] = bars[^1].Then(candle);
            else
                bars.Add(candle with { Start = start });
        }

        bars.Reverse();
        return bars.Count > limit ? bars.GetRange(0, limit) : bars;
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
