/* Types of a library that is not here: in a namespace of a namespace, and so deep that nothing is made up for it. */
#include <ntddk.h>

NTSTATUS test(POBJECT_ATTRIBUTES Attributes)
{
    Lib::Kernel::UniqueHandle key;

    return ZwOpenKey(&key, KEY_READ, Attributes);
}

NTSTATUS deep(POBJECT_ATTRIBUTES Attributes)
{
    Lib::Kernel::Io::UniqueHandle key;

    return ZwOpenKey(&key, KEY_READ, Attributes);
}
