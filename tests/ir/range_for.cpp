#include <ntddk.h>

NTSTATUS Dispatch(PDEVICE_OBJECT device, PIRP irp);

struct Numbers {
    int all[4];
    int *begin() { return all; }
    int *end() { return all + 4; }
};

void test(PDRIVER_OBJECT driver, int n)
{
    int values[3] = {1, 2, 3};

    for (auto &entry : driver->MajorFunction)
        entry = Dispatch;
    for (int value : values) {
        if (value == n)
            break;
    }
    Numbers numbers;
    for (auto &number : numbers)
        number = n;
}
