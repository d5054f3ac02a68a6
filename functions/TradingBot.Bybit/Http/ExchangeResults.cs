using System.Diagnostics;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Http;

internal static class ExchangeResults
{
    /// <summary>Translates a read value; a row that lacks what it must have makes the whole answer a failure, never a hole in it.</summary>
    public static ExchangeResult<TOut> Map<TIn, TOut>(this ExchangeResult<TIn> result, Func<TIn, TOut> translate)
    {
        switch (result)
        {
            case ExchangeResult<TIn>.Success success:
                try
                {
                    return new ExchangeResult<TOut>.Success(translate(success.Value));
                }
                catch (WireFormatException broken)
                {
                    return new ExchangeResult<TOut>.Failure(new ExchangeError(0, broken.Message, RetryGuidance.RetryLater));
                }

            case ExchangeResult<TIn>.Failure failure:
                return new ExchangeResult<TOut>.Failure(failure.Error);
            default:
                throw new UnreachableException();
        }
    }
}
