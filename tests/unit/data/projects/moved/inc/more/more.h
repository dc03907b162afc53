#define MORE
