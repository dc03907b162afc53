/* parts.h: what owns a thing and may hand it over: each by a constructor of its own, or by that of its parts. */
#pragma once

#include <ntddk.h>
#include <utility>

#define HANDED_TAG 'dnaH'

/* A pool block. */
class Block {
public:
    Block() = default;
    explicit Block(SIZE_T size) : m_at(ExAllocatePool2(POOL_FLAG_NON_PAGED, size, HANDED_TAG)) {}
    Block(const Block &) = delete;
    Block(Block &&other) noexcept : m_at(other.m_at) { other.m_at = nullptr; }
    ~Block()
    {
        if (m_at != nullptr)
            ExFreePoolWithTag(m_at, HANDED_TAG);
    }
    Block &operator=(Block &&other) noexcept
    {
        Block taken(std::move(other));

        std::swap(m_at, taken.m_at);
        return *this;
    }
    bool Is() const { return m_at != nullptr; }
    void *Detach() { return std::exchange(m_at, nullptr); }

private:
    void *m_at = nullptr;
};

/* A device, handed over by trading places. */
class Device {
public:
    Device() = default;
    explicit Device(PDEVICE_OBJECT device) : m_device(device) {}
    Device(Device &&other) noexcept { std::swap(m_device, other.m_device); }
    ~Device()
    {
        if (m_device != nullptr)
            IoDeleteDevice(m_device);
    }
    PDEVICE_OBJECT Detach() { return std::exchange(m_device, nullptr); }

protected:
    PDEVICE_OBJECT m_device = nullptr;
};

/* Made and moved as its base is. */
class NamedDevice : public Device {
public:
    using Device::Device;
    NamedDevice(NamedDevice &&) = default;
};

/* The compiler moves these member by member. */
struct Store {
    Block table;
    Block index;
    ULONG count = 0;
};

struct MadeBlock {
    NTSTATUS status;
    Block block;
};
