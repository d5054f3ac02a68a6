using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Settings;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.PriceSources.Replay;

/// <summary>Plays bars from files. Coins without a file walk at random; after the last bar its price holds.</summary>
internal sealed class ReplayPrices : IPriceSource
{
    private readonly IReadOnlyList<ReplayTape> _tapes;
    private readonly decimal _speed;
    private readonly ILogger _logger;
    private readonly string _id;
    private readonly HashSet<string> _coins;
    private readonly TimeSpan _end;
    private TimeSpan _elapsed = ReplayProgress.NotStarted;
    private int[] _next;
    private bool _endLogged;

    public ReplayPrices(IReadOnlyList<ReplayTape> tapes, decimal speed, ILogger logger)
    {
        _tapes = tapes;
        _speed = speed;
        _logger = logger;
        _id = Identify(tapes);
        _coins = [.. tapes.Select(tape => Driven(tape)[0].BaseCoin)];
        _end = tapes.Max(tape => tape.At(tape.Count - 1));
        _next = new int[tapes.Count];
    }

    public decimal? StartPrice(Instrument instrument) =>
        _tapes.FirstOrDefault(tape => Driven(tape).Contains(instrument)) is { } tape ? instrument.RoundToTick(tape.Bars[0].Open) : null;

    public void Advance(ExchangeState state, TimeSpan step, Action<string> settle)
    {
        Resume(state);
        var until = _elapsed + step * (double)_speed;
        while (Earliest() is { } tape && _tapes[tape].At(_next[tape]) <= until)
        {
            settle(Play(state, _tapes[tape], _next[tape]));
            _next[tape]++;
        }

        _elapsed = until < _end ? until : _end;
        state.Replay = new ReplayProgress(_id, _elapsed);
        foreach (var coin in PriceWalk.Step(state, step, coin => !_coins.Contains(coin)))
            settle(coin);
        LogEnd();
    }

    public Task RunAsync(CancellationToken token) => Task.CompletedTask;

    public PriceSourceState Describe()
    {
        var at = _tapes.Min(tape => tape.Begin) + (_elapsed > TimeSpan.Zero ? _elapsed : TimeSpan.Zero);
        return _elapsed >= _end
            ? new(PriceSourceKind.Replay, "ended", $"The last bar was played at {at:u}; its price holds.")
            : new(PriceSourceKind.Replay, "running", $"Bars of {at:u}, at {Wire.Text(_speed)} times their speed.");
    }

    /// <summary>A restart, or a command that failed, puts the state elsewhere than the last point played.</summary>
    private void Resume(ExchangeState state)
    {
        var stored = state.Replay is { } progress && progress.Id == _id ? progress.Elapsed : ReplayProgress.NotStarted;
        if (stored == _elapsed)
            return;
        _elapsed = stored;
        _next = [.. _tapes.Select(tape => tape.After(stored))];
    }

    private int? Earliest()
    {
        int? earliest = null;
        for (var index = 0; index < _tapes.Count; index++)
        {
            if (_next[index] < _tapes[index].Count
                && (earliest is not { } best || _tapes[index].At(_next[index]) < _tapes[best].At(_next[best])))
                earliest = index;
        }

        return earliest;
    }

    private string Play(ExchangeState state, ReplayTape tape, int point)
    {
        var driven = Driven(tape);
        foreach (var instrument in driven)
        {
            var market = state.Market(instrument.Category, instrument.Symbol);
            var price = market.Held ? market.Last : tape.Price(point);
            var volume = instrument.Category == Category.Inverse ? Math.Floor(tape.Qty(point) * price) : tape.Qty(point);
            PriceWalk.Move(state, market, price, market.Held ? 0 : volume);
        }

        return driven[0].BaseCoin;
    }

    /// <summary>The markets that a tape moves: its own, and without a category all of its coin that have no tape of their own.</summary>
    private List<Instrument> Driven(ReplayTape tape)
    {
        if (tape.Category is not null)
            return [.. InstrumentCatalog.All.Where(row => row.Category == tape.Category && row.Symbol == tape.Symbol)];
        var coin = InstrumentCatalog.All.First(row => row.Symbol == tape.Symbol).BaseCoin;
        return [.. InstrumentCatalog.All.Where(row => row.BaseCoin == coin
            && !_tapes.Any(other => other != tape
                && other.Symbol == row.Symbol
                && (other.Category is null || other.Category == row.Category)))];
    }

    private void LogEnd()
    {
        if (_elapsed < _end || _endLogged)
            return;
        _endLogged = true;
        PriceLog.ReplayEnded(_logger, _tapes.Sum(tape => tape.Bars.Count));
    }

    private static string Identify(IReadOnlyList<ReplayTape> tapes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tape in tapes)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{tape.Category}:{tape.Symbol}"));
            foreach (var bar in tape.Bars)
                hash.AppendData(Encoding.UTF8.GetBytes($"|{bar.Start.UtcTicks},{bar.Open},{bar.High},{bar.Low},{bar.Close},{bar.Volume}"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
