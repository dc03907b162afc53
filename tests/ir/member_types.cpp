/* What stands in a member's type is no value that it begins with. */
#include <ntddk.h>

template <int Count> struct Ring {
    int used;
};

static struct TABLE {
    decltype(&IoDeleteDevice) remove;
    decltype(&ZwClose) close = ZwClose;
    Ring<8> first;
    Ring<4> second{2};
} Table;

NTSTATUS test(PDEVICE_OBJECT device)
{
    Table.remove(device);
    return Table.close(nullptr);
}
