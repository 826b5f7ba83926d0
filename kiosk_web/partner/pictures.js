// @ts-check
import { BUILD } from "../lib/dom.js";

/** All pictures of this page; the page server serves what is named here. */
const PICTURES = [
  "icons/arrow-left.svg",
  "icons/bell.svg",
  "icons/bullhorn.svg",
  "icons/calendar-plus.svg",
  "icons/check.svg",
  "icons/circle-dot.svg",
  "icons/circle-exclamation.svg",
  "icons/comment-sms.svg",
  "icons/comments.svg",
  "icons/delete-left.svg",
  "icons/eye.svg",
  "icons/hand-holding-heart.svg",
  "icons/handshake.svg",
  "icons/headset.svg",
  "icons/heart-pulse.svg",
  "icons/house-fire.svg",
  "icons/house-flood-water.svg",
  "icons/house-user.svg",
  "icons/location-dot.svg",
  "icons/lock.svg",
  "icons/magnifying-glass.svg",
  "icons/mask.svg",
  "icons/microphone.svg",
  "icons/microphone-slash.svg",
  "icons/mobile-screen.svg",
  "icons/moon.svg",
  "icons/mug-hot.svg",
  "icons/paper-plane.svg",
  "icons/pen.svg",
  "icons/people-group.svg",
  "icons/people-pulling.svg",
  "icons/person-walking.svg",
  "icons/person-walking-luggage.svg",
  "icons/phone.svg",
  "icons/phone-slash.svg",
  "icons/phone-volume.svg",
  "icons/plus.svg",
  "icons/pos-kamling.svg",
  "icons/share.svg",
  "icons/signal.svg",
  "icons/sun.svg",
  "icons/thumbs-up.svg",
  "icons/user-clock.svg",
  "icons/users.svg",
  "icons/video.svg",
  "icons/video-slash.svg",
];

/** Fetch them while there is a link: a card that comes over a weak one must not lack its picture. */
export function fetchPictures() {
  for (const path of PICTURES) new Image().src = String(new URL(path, BUILD));
}
