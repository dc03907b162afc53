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
    driver->DriverUnload = [](PDRIVER_OBJECT) { Step(2); };
    return status;
}
