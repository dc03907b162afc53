#include <ntddk.h>

NTSTATUS Step(int n);

NTSTATUS test(PDRIVER_OBJECT driver, int n)
{
    auto check = [&](NTSTATUS status) -> bool {
        if (!NT_SUCCESS(status))
            return false;
        n++;
        return true;
    };

    if (!check(Step(1)))
        return STATUS_UNSUCCESSFUL;
    NTSTATUS status = [&] { return Step(n); }();
    status = [=, m = n + 1, &from = driver]() mutable { return Step(m + from->Flags); }();
    auto later = [k = n] { return Step(k); };
    n = 0;
    status = later();
    driver->DriverUnload = [](PDRIVER_OBJECT) { Step(2); };
    return status;
}
