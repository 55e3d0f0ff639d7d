export const pauseImage = "localhost/djcd-pause:1";
export const pythonImage = "localhost/djcd-python:3.11";
