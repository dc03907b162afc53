#include <ntddk.h>
#include <wil/resource.h>

void Use(int *n);
void Take(void *guard);

int test(int n)
{
    auto last = wil::scope_exit([&] { Use(&n); });
    if (n == 1)
        return n;
    {
        auto inner = wil::scope_exit([&n]() noexcept { n++; });
        if (n == 2)
            inner.release();
        else
            inner.reset();
    }
    auto undo = [] { Use(nullptr); };
    auto named = wil::scope_exit(undo);
    Take(&named);
    RETURN_IF_NTSTATUS_FAILED(n);
    return 0;
}
