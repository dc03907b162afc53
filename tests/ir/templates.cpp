#include <ntddk.h>

template <typename T> struct Box {
    T *held = nullptr;
    ~Box()
    {
        Drop();
    }
    T **Put()
    {
        Drop();
        return &held;
    }
    void Drop()
    {
        if (held)
            ExFreePool(held);
        held = nullptr;
    }
};

template <typename T> struct Count {
    T value = 1;
    void Add(T more)
    {
        value += T(more);
    }
};

template <typename F> struct Guard {
    F call;
    explicit Guard(F f) : call(f)
    {
    }
};

template <typename T> NTSTATUS Allocate(T **out, SIZE_T size)
{
    *out = static_cast<T *>(ExAllocatePool2(POOL_FLAG_PAGED, size, 'xoB'));
    return *out ? STATUS_SUCCESS : STATUS_NO_MEMORY;
}

template <typename T> NTSTATUS Unused(T value)
{
    return value.Status();
}

NTSTATUS test(SIZE_T size)
{
    Box<char> box;
    Count<ULONG> count;
    Guard guard([&] { size = 0; });
    NTSTATUS status = Allocate<char>(box.Put(), size);

    if (!NT_SUCCESS(status))
        return status;
    box.Drop();
    count.Add(2);
    return STATUS_SUCCESS;
}
